"""The room `law`: what lawyers propose and accept of the law; every sentence about it in the reader's words."""
