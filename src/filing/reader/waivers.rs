//! Waivers and reasons: what a filing states about findings.

use super::super::model::*;
use super::{Map, Reader, Reference};

/// Reads the waivers of a filing, in its order.
pub(super) fn waivers<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Vec<Waiver> {
    let rows = reader.list(map, "waivers").into_iter();
    rows.map(|(row, place)| Waiver {
        rule: reader.text(&row, "rule"),
        at: reader.text(&row, "at"),
        verdict: reader.word(&row, "verdict"),
        reason: reader.text(&row, "reason"),
        approval: reader.reference(&row, "approval", Reference::Approval, ApprovalId::new),
        until: reader.day(&row, "until"),
        place,
    })
    .collect()
}

/// Reads the reasons of a filing, in its order.
pub(super) fn reasons<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Vec<Reason> {
    let rows = reader.list(map, "reasons").into_iter();
    rows.map(|(row, place)| Reason {
        rule: reader.text(&row, "rule"),
        at: reader.text(&row, "at"),
        reason: reader.text(&row, "reason"),
        place,
    })
    .collect()
}
