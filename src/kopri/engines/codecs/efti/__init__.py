"""Electronic freight transport information (Regulation (EU) 2020/1056) as XML."""
