"""Document → detectors → findings → verdict. Pure: no files, network or clock."""
