"""What bench.py asks of a PyTorch that finds no GPU."""


class cuda:
    @staticmethod
    def is_available():
        return False
