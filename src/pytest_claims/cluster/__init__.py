"""Measurements made by other processes, on this machine or on others, through Dask.

Every measurement is a pure function of its identity, so that whoever makes it makes the same.
"""
