"""Evidence (印证材料): kept by content, in versions, used by many things, frozen once something was verified on it."""
