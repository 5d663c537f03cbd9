"""The model of positions: clauses with their stance, parties' mentions, conditions and actions, off one encoder."""
