"""How good the register is, as pinned numbers: readings made by hand, the scorer, the gate and the benchmark."""
