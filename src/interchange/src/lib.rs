//! Files of other systems: CSV, vCard, JSON and the backup file; the headers other systems export.

#![forbid(unsafe_code)]
