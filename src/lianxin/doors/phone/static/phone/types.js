/**
 * The shapes that the modules hand to each other.
 *
 * @typedef {"waiting"|"sending"|"received"|"failed"|"conflict"} State
 * @typedef {{code: string, message?: string, field?: string|null, [more: string]: any}} Problem
 *
 * @typedef {Object} Item  one thing the officer did, as the screens see it
 * @property {string} id
 * @property {number} seq
 * @property {string} action
 * @property {string} at  the phone's own clock
 * @property {any} payload
 * @property {State} state
 * @property {boolean} frozen  its bytes were sent once and stay as they are
 * @property {{sha: string, state: string}[]} photos
 * @property {Problem|null} problem
 * @property {string|null} verdict
 * @property {any[]} proposals
 * @property {string} decider  the named person a conflict waits for
 * @property {string|null} receivedAt
 *
 * @typedef {Object} Content  the sealed part of an item
 * @property {any} payload
 * @property {string[]} photos
 * @property {string|null} text  the frozen JSON text
 * @property {Problem|null} problem
 * @property {string|null} verdict
 * @property {any[]} proposals
 * @property {string} decider
 *
 * @typedef {Object} Row  an item as it lies in the store
 * @property {number} seq
 * @property {string} id
 * @property {string} action
 * @property {string} at
 * @property {State} state
 * @property {0|1} frozen
 * @property {number} receivedAt  milliseconds, 0 before
 * @property {Uint8Array} sealed
 *
 * @typedef {Object} PhotoRow
 * @property {string} sha
 * @property {"draft"|"waiting"|"received"|"failed"} state
 * @property {number} bytes
 * @property {number} at  milliseconds
 * @property {Uint8Array} sealed
 *
 * @typedef {{kind: string, id: string, rev: number, round: number, sealed: Uint8Array}} DocumentRow
 * @typedef {{form: string, at: number, sealed: Uint8Array}} DraftRow
 * @typedef {{name: string, value: any}} MetaRow
 *
 * @typedef {{id: string, verdict: string, problem: Problem|null, first?: string|null, rev?: number|null}} Verdict
 * @typedef {{kind: string, id: string, rev: number, data: any}} Change
 * @typedef {Object} Answer  what `POST /api/v1/sync` says
 * @property {string} epoch
 * @property {string|null} cursor
 * @property {boolean} more
 * @property {Verdict[]} verdicts
 * @property {Change[]} changes
 * @property {string} [now]
 * @property {boolean} [revoked]
 *
 * @typedef {"idle"|"sending"|"offline"|"waiting"|"signed_out"|"revoked"} SyncState
 * @typedef {{state: SyncState, last: string|null, left: number, photosLeft: number, problem: Problem|null}} Status
 * @typedef {"unsupported"|"blocked"|"new"|"locked"|"open"} SessionState
 */
export {};
