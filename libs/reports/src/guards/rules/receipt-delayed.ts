import { text } from '#kernel';
import { type History, MINUTE, WORKING_DAY, officersOf, timeOf } from '../history.js';
import type { Found, GuardRule } from '../rule.js';

/** The citizen was there long before the receipt says so. */
export const receiptDelayed: GuardRule = {
  code: 'receipt-delayed',
  title: text('Ghi tiếp nhận muộn hơn giờ lấy số hoặc giờ quét', 'Receipt later than queue ticket or first scan'),
  explanation: text(
    'Giờ lấy số xếp hàng hoặc giờ quét giấy tờ cho thấy công dân đã nộp từ trước; ghi tiếp nhận muộn để lùi hạn trả kết quả.',
    'The ticket of the queue, or the scan of a paper, shows that the citizen had come before; receiving late makes the due date later.',
  ),
  severity: 'medium',
  owner: 'desk_head',
  on: ['dossier.received', 'paper.added'],
  thresholds: [
    { name: 'ticketMinutes', label: text('Sau giờ lấy số quá (phút làm việc)', 'After the ticket by more than (working minutes)'), delivered: 120, min: 5, max: 960 },
    { name: 'scanMinutes', label: text('Sau giờ quét đầu tiên quá (phút làm việc)', 'After the first scan by more than (working minutes)'), delivered: 60, min: 5, max: 960 },
    { name: 'oldDays', label: text('Bỏ qua bản quét cũ hơn (ngày làm việc)', 'Scans older than (working days) are of an earlier dossier'), delivered: 5, min: 1, max: 60 },
  ],
  find: (history, limit) => {
    const { received, agency } = history;
    const calendar = history.calendar(agency);
    const drawn = ticketAt(received);
    const scanned = scansBefore(history).filter(({ at }) => calendar.measure(at, received.at) <= limit('oldDays') * WORKING_DAY);
    const earliest = scanned.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
    const late = (at: Date, allowed: number): number | null => {
      const minutes = calendar.measure(at, received.at) / MINUTE;
      return minutes > allowed ? Math.round(minutes) : null;
    };
    const found = (by: 'ticket' | 'scan', minutes: number, evidence: Found['evidence']): Found => ({ key: `${history.code}:${by}`, agency, persons: officersOf(received), at: received.at, evidence, facts: { by, minutes } });
    const byTicket = drawn && late(drawn, limit('ticketMinutes'));
    const byScan = earliest && late(earliest.at, limit('scanMinutes'));
    return [...(byTicket ? [found('ticket', byTicket, [received])] : []), ...(byScan ? [found('scan', byScan, [...new Set([received, earliest.entry])])] : [])];
  },
  tell: ({ by, minutes }) =>
    by === 'ticket'
      ? text(`Ghi tiếp nhận sau giờ lấy số ${minutes} phút làm việc.`, `Received ${minutes} working minutes after the queue ticket.`)
      : text(`Ghi tiếp nhận sau lần quét đầu tiên ${minutes} phút làm việc.`, `Received ${minutes} working minutes after the first scan.`),
};

function ticketAt({ data }: History['received']): Date | null {
  const ticket = data['ticket'] as { at?: string } | undefined;
  return ticket?.at === undefined ? null : new Date(ticket.at);
}

/** Told with the receipt, or with a paper that the desk added afterwards. */
function scansBefore(history: History): { at: Date; entry: History['received'] }[] {
  const { received, agency } = history;
  const added = history.all('paper.added').filter((entry) => entry.agency === agency && entry.data['direction'] === 'in');
  return [...told(received, 'firstScanAt'), ...added.flatMap((entry) => told(entry, 'scannedAt'))].filter(({ at }) => at < received.at);
}

function told(entry: History['received'], name: string): { at: Date; entry: History['received'] }[] {
  const at = timeOf(entry, name);
  return at ? [{ at, entry }] : [];
}
