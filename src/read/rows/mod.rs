//! What formats and layouts share: the fields of one record, the columns that hold them, and the account of all rows.

pub(super) mod column_map;
pub(super) mod countries;
mod degree_parts;
pub(super) mod fields;
pub(super) mod mapping;
pub(super) mod reading;
pub(super) mod rivals;
pub(super) mod row_account;
