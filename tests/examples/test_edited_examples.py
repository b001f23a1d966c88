"""What an edit of an example measures again: what depends on it, and nothing else."""

WINES = {"accuracy_on_wines"}
CHEAP = ("-k", "scaling or selecting")


def test_an_edited_data_file_is_measured_again_where_it_is_read(editable):
    learning = editable("learning")
    learning.edit("data/wines.csv", "14.23,1.71,", "14.24,1.71,")

    assert learning.audit() == 0, learning.output
    assert learning.measured() == WINES


def test_an_edited_helper_is_measured_again_where_it_is_imported(editable):
    sorting = editable("sorting")
    sorting.edit("algorithms.py", "if len(items) < 2:", "if len(items) <= 1:")

    assert sorting.audit() == 0, sorting.output
    assert sorting.measured() == {"comparisons"}


def test_another_version_of_scikit_learn_is_measured_again(editable):
    learning = editable("learning")
    learning.pretend_installed("scikit-learn", "1.0.99")

    assert learning.audit(*CHEAP) == 0, learning.output
    assert learning.measured() == WINES | {"accuracy_on_noise"}


def test_another_version_of_what_is_not_imported_measures_nothing(editable):
    sorting = editable("sorting")
    sorting.pretend_installed("scikit-learn", "1.0.99")

    assert sorting.audit() == 0, sorting.output
    assert sorting.measured() == set()


def test_an_edited_sentence_measures_nothing(editable):
    sorting = editable("sorting")
    sorting.edit("notes/sorting.md", "a quarter more", "about a quarter more")

    assert sorting.audit() == 0, sorting.output
    assert sorting.measured() == set()
