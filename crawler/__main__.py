"""`python -m crawler`: the same as `nianbao`."""

from crawler.commands import main

main(prog_name="nianbao")
