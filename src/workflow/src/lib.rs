//! Y = f(X, W): stage machines, gates and the condition tree.

#![forbid(unsafe_code)]
