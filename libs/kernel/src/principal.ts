/** A post in an agency: what a person may do follows from the positions held, never from the name. */
export interface Position {
  agency: string;
  role: string;
}

/** Who acts. `system` for the engine's own deeds (wake-ups), `citizen` for the public look-up and its forms. */
export interface Principal {
  kind: 'officer' | 'system' | 'citizen';
  username: string;
  name: string;
  positions: readonly Position[];
}

export const SYSTEM: Principal = { kind: 'system', username: 'system', name: 'Hệ thống', positions: [] };

/** Role codes with a meaning to the product itself; every other role is the procedures' own vocabulary. */
export const ROLE = {
  reception: 'tiep-nhan',
  leader: 'lanh-dao',
  administrator: 'quan-tri',
  deskHead: 'truong-bo-phan',
  designer: 'thiet-ke-quy-trinh',
  checker: 'kiem-tra-quy-trinh',
  /** Held by accounts of software: job workers and senders of messages. */
  software: 'he-thong',
} as const;

export const holds = (principal: Principal, agency: string, role: string): boolean =>
  principal.positions.some((p) => p.agency === agency && p.role === role);

export const holdsRole = (principal: Principal, role: string): boolean => principal.positions.some((p) => p.role === role);

export const worksAt = (principal: Principal, agency: string): boolean => principal.positions.some((p) => p.agency === agency);
