"""Results (考核结果): from the scores to publication, 复核 and correction."""
