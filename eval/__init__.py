"""How good the register is, as pinned numbers: reference readings, the scorer, the gate and the benchmark."""
