"""How a fault of moto is mended: one function each, put in the place of the faulty one.

What may be mended: only what AWS does and moto does not. What must not: anything that forgives a
configuration what AWS would refuse.
"""

from types import FunctionType


def mend(owner, name):
    """A decorator: replaces `owner.name` by a function that is handed the original first."""
    original = getattr(owner, name)  # AttributeError: this moto is not the one that was mended
    static = not isinstance(vars(owner)[name], FunctionType)

    def put(function):
        def mended(*args, **kwargs):
            return function(original, *args, **kwargs)

        setattr(owner, name, staticmethod(mended) if static else mended)
        return function

    return put
