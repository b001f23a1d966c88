"""GRUs and RNNs with one mistake each, and every wrong recurrent model."""

import torch

from .broken_lstms import LSTMS, Packed


class GRU(Packed):
    """Right: torch's GRU."""

    gates, parts = 3, 1

    def split(self, x, h):
        return (x @ self.weight_ih_l0.T + self.bias_ih_l0).chunk(3, -1), (
            h @ self.weight_hh_l0.T
        ).chunk(3, -1)

    def step(self, x, h):
        (r_x, z_x, n_x), (r_h, z_h, n_h) = self.split(x, h)
        r, z = (r_x + r_h).sigmoid(), (z_x + z_h).sigmoid()
        return (self.join(z, h, self.candidate(r, n_x, n_h, h)),)

    def candidate(self, r, n_x, n_h, h):
        return torch.tanh(n_x + r * n_h)

    def join(self, z, h, n):
        return z * h + (1 - z) * n


class NoReset(GRU):
    """The reset gate is computed and not used."""

    def candidate(self, r, n_x, n_h, h):
        return torch.tanh(n_x + n_h)


class ResetsInput(GRU):
    """The reset gate stands before the input."""

    def candidate(self, r, n_x, n_h, h):
        return torch.tanh(r * n_x + n_h)


class NotConvex(GRU):
    """h = z h + n."""

    def join(self, z, h, n):
        return z * h + n


class UpdatesWithReset(GRU):
    """The candidate's past is gated by what is kept."""

    def step(self, x, h):
        (r_x, z_x, n_x), (r_h, z_h, n_h) = self.split(x, h)
        r = (r_x + r_h).sigmoid() + 0 * (z_x + z_h)
        return (self.join(r, h, torch.tanh(n_x + r * n_h)),)


class GRUCutGate(GRU):
    """No gradient passes the update gate."""

    def join(self, z, h, n):
        return super().join(z.detach(), h, n)


class GRUForgets(GRU):
    """Returns zeros for the last state."""

    def forward(self, x, state=None):
        y, h = super().forward(x, state)
        return y, 0.5 * h


class RNN(Packed):
    """Right: tanh of the sum."""

    gates, parts = 1, 1

    def step(self, x, h):
        return (torch.tanh(*self.mixed(x, h)),)


class Residual(RNN):
    """h + tanh(…)."""

    def step(self, x, h):
        return (0.5 * h + torch.tanh(*self.mixed(x, h)),)


class SquashesInput(RNN):
    """tanh before the state is added."""

    def step(self, x, h):
        return (torch.tanh(x @ self.weight_ih_l0.T + self.bias_ih_l0) + h @ self.weight_hh_l0.T,)


class HearsFirstStepOnly(RNN):
    """Every step starts from the first state."""

    def forward(self, x, state=None):
        h0 = self.begin(x)[0] if state is None else state
        seen = [self.step(x_t, h0)[0] for x_t in x.unbind(1)]
        return torch.stack(seen, 1), seen[-1]


class NaNs(RNN):
    """Divides by zero where the state is zero."""

    def step(self, x, h):
        return (torch.tanh(*self.mixed(x, h)) * h / h,)


class Random(RNN):
    """Adds noise."""

    def step(self, x, h):
        return (torch.tanh(*self.mixed(x, h)) + 0.01 * torch.randn_like(h),)


class Deaf(RNN):
    """Ignores its input."""

    def step(self, x, h):
        return super().step(0 * x, h)


class Decays(RNN):
    """Multiplies its own weights at every call."""

    def forward(self, x, state=None):
        with torch.no_grad():
            self.weight_ih_l0.mul_(0.9)
        return super().forward(x, state)


WRONG = {
    "LSTM": LSTMS,
    "GRU": [NoReset, ResetsInput, NotConvex, UpdatesWithReset, GRUCutGate, GRUForgets],
    "RNN": [Residual, SquashesInput, HearsFirstStepOnly, NaNs, Random, Deaf, Decays],
}
