// Keys of a proposal's page: an addition, never the only way.
