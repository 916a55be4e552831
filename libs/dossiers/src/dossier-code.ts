/** Most dossiers one unit can receive in one day: the sequence of the code has four digits. */
export const MOST_PER_DAY = 9999;

/**
 * Mã số hồ sơ, `V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX` (Circular 01/2018/TT-VPCP, article 19): unit code of the receiving agency,
 * local date of receipt, sequence within that unit and day.
 *
 * @param day local date, `YYYY-MM-DD`
 */
export function dossierCode(unitCode: string, day: string, sequence: number): string {
  return `${unitCode}-${day.slice(2).replaceAll('-', '')}-${String(sequence).padStart(4, '0')}`;
}
