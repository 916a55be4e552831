import { type Position, type Principal, SYSTEM } from '#kernel';
import {
  type AgencyKinds, canAdminister, canContest, canGovern, canSeeDossier, canSeePapers, canStopClock, canSupervise, canWorkTask, decidesContestsAt, supervisedAgencies,
} from './permissions.js';

const kinds: AgencyKinds = new Map([
  ['ubnd', 'leadership'], ['mc', 'one_stop_desk'], ['xa-phu', 'commune'], ['xa-nam', 'commune'], ['ca-phu', 'police_commune'], ['p-noi-vu', 'district_office'],
]);
const someone = (...posts: string[]): Principal => ({ kind: 'officer', username: posts[0] ?? 'nobody', name: 'Ai đó', positions: posts.map(post) });
const post = (code: string): Position => ({ agency: code.split('.')[0]!, role: code.split('.')[1]! });
const dossier = { receivingAgency: 'xa-phu', involvedAgencies: ['xa-phu', 'ca-phu'] };

describe('canWorkTask', () => {
  const task = { agency: 'xa-phu', role: 'dia-chinh', assignee: null };

  it('is for the holder of the position, at that agency', () => {
    expect(canWorkTask(someone('xa-phu.dia-chinh'), task)).toBe(true);
    expect(canWorkTask(someone('xa-nam.dia-chinh'), task)).toBe(false);
    expect(canWorkTask(someone('xa-phu.tiep-nhan'), task)).toBe(false);
    expect(canWorkTask(someone('ubnd.quan-tri'), task)).toBe(false);
  });

  it('is for the assignee alone once somebody has it, though delegated to a colleague of another role', () => {
    expect(canWorkTask(someone('xa-phu.dia-chinh'), { ...task, assignee: 'xa-phu.tiep-nhan' })).toBe(false);
    expect(canWorkTask(someone('xa-phu.tiep-nhan'), { ...task, assignee: 'xa-phu.tiep-nhan' })).toBe(true);
  });

  it('ends for an assignee who left the agency', () => {
    expect(canWorkTask(someone('xa-nam.dia-chinh'), { ...task, assignee: 'xa-nam.dia-chinh' })).toBe(false);
  });
});

describe('supervision', () => {
  it.each([
    ['ubnd.quan-tri', 'all'],
    ['ubnd.lanh-dao', 'all'],
    ['mc.truong-bo-phan', 'all'],
    ['xa-phu.truong-bo-phan', ['xa-phu']],
    ['xa-phu.lanh-dao', ['xa-phu']],
    ['xa-phu.tiep-nhan', []],
  ])('of %s reaches %j', (who, agencies) => {
    expect(supervisedAgencies(someone(who), kinds)).toEqual(agencies);
  });

  it.each([['ubnd.lanh-dao', true], ['xa-phu.truong-bo-phan', true], ['ubnd.quan-tri', true], ['xa-phu.lanh-dao', false], ['xa-phu.tiep-nhan', false]])(
    '%s supervises: %s', (who, expected) => {
      expect(canSupervise(someone(who), kinds)).toBe(expected);
    },
  );
});

describe('a dossier and its papers', () => {
  it.each([
    ['xa-phu.tiep-nhan', true, true, false],
    ['ca-phu.cong-an-xa', true, true, true],
    ['xa-nam.tiep-nhan', false, false, false],
    ['xa-nam.lanh-dao', false, false, false],
    ['ubnd.lanh-dao', true, true, false],
    ['mc.truong-bo-phan', true, true, false],
    ['ubnd.quan-tri', true, false, false],
  ])('%s: sees the dossier %s, its papers %s, the police papers %s', (who, seen, papers, police) => {
    const principal = someone(who);

    expect(canSeeDossier(principal, dossier, kinds)).toBe(seen);
    expect(canSeePapers(principal, dossier, null, kinds)).toBe(papers);
    expect(canSeePapers(principal, dossier, 'police', kinds)).toBe(police);
  });

  it('keeps police papers from police who have nothing to do with the dossier', () => {
    expect(canSeePapers(someone('ca-phu.cong-an-xa'), { receivingAgency: 'xa-nam', involvedAgencies: [] }, 'police', kinds)).toBe(false);
  });

  it('lets an administrator with a post of their own see what the post sees', () => {
    expect(canSeePapers(someone('ubnd.quan-tri', 'xa-phu.tiep-nhan'), dossier, null, kinds)).toBe(true);
    expect(canSeePapers(someone('ubnd.quan-tri', 'xa-nam.tiep-nhan'), dossier, null, kinds)).toBe(false);
  });

  it('lets officers of the agencies at work stop the clock, not those who only watch', () => {
    expect(canStopClock(someone('ca-phu.cong-an-xa'), dossier)).toBe(true);
    expect(canStopClock(someone('ubnd.lanh-dao'), dossier)).toBe(false);
    expect(canStopClock(someone('xa-phu.quan-tri'), dossier)).toBe(false);
  });
});

describe('canGovern', () => {
  it.each([
    ['p-noi-vu.thiet-ke-quy-trinh', ['draft', 'check', 'publish', 'withdraw']],
    ['p-noi-vu.kiem-tra-quy-trinh', ['check']],
    ['ubnd.lanh-dao', ['check', 'approve', 'publish', 'withdraw']],
    ['ubnd.quan-tri', ['draft', 'check', 'publish', 'withdraw']],
    ['xa-phu.lanh-dao', []],
    ['xa-phu.tiep-nhan', []],
  ])('%s may %j', (who, allowed) => {
    const steps = ['draft', 'check', 'approve', 'publish', 'withdraw'] as const;

    expect(steps.filter((step) => canGovern(someone(who), step, kinds))).toEqual(allowed);
  });

  it('keeps the drafter from approving their own draft', () => {
    expect(canGovern(someone('ubnd.lanh-dao'), 'approve', kinds, { draftedBy: 'ubnd.lanh-dao' })).toBe(false);
    expect(canGovern(someone('ubnd.lanh-dao'), 'approve', kinds, { draftedBy: 'p-noi-vu.thiet-ke-quy-trinh' })).toBe(true);
  });
});

describe('contests of a share of lateness', () => {
  it('are filed by the head of the charged agency', () => {
    expect(canContest(someone('xa-phu.lanh-dao'), 'xa-phu')).toBe(true);
    for (const who of ['xa-phu.truong-bo-phan', 'xa-nam.lanh-dao', 'ubnd.lanh-dao', 'ubnd.quan-tri']) expect(canContest(someone(who), 'xa-phu')).toBe(false);
  });

  it.each([
    ['the head of an office over it', ['ubnd.lanh-dao'], ['xa-phu', 'xa-nam'], 'ubnd'],
    ['somebody else of that office', ['ubnd.quan-tri'], ['xa-phu'], null],
    ['the head of the charged agency', ['xa-phu.lanh-dao'], ['xa-phu'], null],
    ['a head who works at the charged agency as well', ['ubnd.lanh-dao', 'xa-phu.tiep-nhan'], ['xa-phu'], null],
    ['a head who works where the part would go', ['ubnd.lanh-dao', 'xa-nam.tiep-nhan'], ['xa-phu', 'xa-nam'], null],
    ['the head of the office that would bear it', ['ubnd.lanh-dao'], ['xa-phu', 'ubnd'], null],
    ['the head of another office over it, where the first would bear it', ['tinh.lanh-dao'], ['xa-phu', 'ubnd'], 'tinh'],
  ])('are decided, or not, by %s', (_who, posts, concerned, office) => {
    expect(decidesContestsAt(someone(...posts), { over: ['ubnd', 'tinh'], concerned })).toBe(office);
  });
});

describe('canAdminister', () => {
  it('is for administrators and the product itself', () => {
    expect(canAdminister(someone('ubnd.quan-tri'))).toBe(true);
    expect(canAdminister(SYSTEM)).toBe(true);
    expect(canAdminister(someone('ubnd.lanh-dao'))).toBe(false);
  });
});
