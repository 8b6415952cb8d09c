"""The outside world: files of offices in, ``DistrictData`` out."""
