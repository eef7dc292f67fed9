"""`python -m app` is `mind-the-gap`."""

from app.command_line import main

if __name__ == "__main__":
    main()
