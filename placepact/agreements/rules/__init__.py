"""Judging promises: the promised path, the named schemes of status, and the judgement of many targets."""
