"""Stands for PyAV in the packaged program, where it would be 100 MB, some of them GPL, that nobody uses.

faster_whisper imports it to read sound files of all kinds; EchoFlow gives it samples.
"""
