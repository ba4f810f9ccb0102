"""单位办公室（联络员）: what is in and what is not, by unit; urging, entering for others, consolidating, sending up."""
