/** The package ships no types; this is the part of it that the room uses. */
declare module 'bpmn-js-differ' {
  interface Found {
    _added: Record<string, unknown>;
    _removed: Record<string, unknown>;
    _layoutChanged: Record<string, unknown>;
    _changed: Record<string, { model: unknown; attrs: Record<string, unknown> }>;
  }

  /** Of two trees that moddle made. */
  export function diff(a: unknown, b: unknown): Found;
}
