import { text } from '#kernel';
import { type Agency, Directory, DirectoryIndex, type DirectoryTables } from './directory.js';

const name = text('Tên', 'Name');
const agency = (code: string, kind: string, territory: string, rest: Partial<Agency> = {}): Agency => ({
  code, name, kind, function: null, parent: null, territory, unitCode: '000', hotline: null, validFrom: '2016-01-01', validTo: null, successor: null, ...rest,
});

const tables: DirectoryTables = {
  territories: [
    { code: 'province', name, level: 'province', parent: null },
    { code: 'district', name, level: 'district', parent: 'province' },
    { code: 'phu', name, level: 'commune', parent: 'district' },
    { code: 'nam', name, level: 'commune', parent: 'district' },
  ],
  agencies: [
    agency('xa-phu', 'commune', 'phu', { validTo: '2026-06-30', successor: 'xa-nam' }),
    agency('xa-nam', 'commune', 'nam'),
    agency('mc', 'one_stop_desk', 'district'),
    agency('p-tnmt', 'district_office', 'district', { function: 'tnmt' }),
    agency('p-noi-vu', 'district_office', 'district', { function: 'noi-vu' }),
    agency('ct-district', 'tax', 'district'),
    agency('ct-province', 'tax', 'province'),
    agency('bhxh', 'insurance', 'district', { validTo: '2026-06-30' }),
    agency('later', 'notary', 'district', { validFrom: '2027-01-01' }),
  ],
  roles: [{ code: 'tiep-nhan', name }],
  people: [{ username: 'hoa', name: 'Hoa' }, { username: 'binh', name: 'Bình' }],
  positions: [
    { username: 'hoa', agency: 'xa-phu', role: 'tiep-nhan', validFrom: '2016-01-01', validTo: null },
    { username: 'hoa', agency: 'mc', role: 'tiep-nhan', validFrom: '2026-07-01', validTo: null },
    { username: 'binh', agency: 'xa-nam', role: 'lanh-dao', validFrom: '2016-01-01', validTo: '2026-06-30' },
  ],
  delegations: [
    {
      agency: 'xa-nam', role: 'lanh-dao', from: 'binh', to: 'hoa',
      startsAt: new Date('2026-06-01T07:00:00+07:00'), endsAt: new Date('2026-09-01T07:00:00+07:00'),
    },
  ],
};
const index = new DirectoryIndex(tables);
const on = (day: string): Directory => new Directory(index, new Date(`${day}T09:00:00+07:00`));
const spring = on('2026-03-02');
const summer = on('2026-07-01');
const phu = { receiving: 'mc', territory: 'phu' };

describe('resolving a relation', () => {
  it.each([
    ['receiving', 'mc'],
    ['commune', 'xa-phu'],
    ['tax', 'ct-district'],
    ['district_office:tnmt', 'p-tnmt'],
    ['agency:p-noi-vu', 'p-noi-vu'],
  ])('%s means %s', (relation, code) => {
    expect(spring.resolve(relation, phu)).toEqual({ ok: true, value: code });
  });

  it('takes the agency of the dossier territory, not of the receiving desk', () => {
    expect(spring.resolve('commune', { receiving: 'xa-phu', territory: 'nam' })).toEqual({ ok: true, value: 'xa-nam' });
  });

  it.each(['commune', 'receiving', 'agency:xa-phu'])('follows the successor of an agency that has ended (%s)', (relation) => {
    expect(summer.resolve(relation, { receiving: 'xa-phu', territory: 'phu' })).toEqual({ ok: true, value: 'xa-nam' });
  });

  it('keeps the agency on its last day', () => {
    expect(on('2026-06-30').resolve('commune', phu)).toEqual({ ok: true, value: 'xa-phu' });
  });

  it.each([
    ['notary', 'agency_not_found', 'that has not begun'],
    ['district_office', 'agency_not_found', 'of a kind that several agencies have'],
    ['agency:nowhere', 'agency_not_found', 'to an unknown code'],
    ['=tax', 'agency_not_found', 'that is an expression'],
    ['Tax Office', 'agency_not_found', 'that is no relation'],
    ['insurance', 'agency_closed', 'that ended without successor'],
    ['agency:bhxh', 'agency_closed', 'by code to an agency that ended'],
    ['agency:later', 'agency_closed', 'by code to an agency that has not begun'],
  ])('refuses %s with %s, a relation %s', (relation, code) => {
    expect(summer.resolve(relation, phu)).toMatchObject({ ok: false, rejection: { code } });
  });

  it('refuses a commune for a dossier of the whole district', () => {
    expect(spring.resolve('commune', { receiving: 'mc', territory: 'district' })).toMatchObject({ ok: false, rejection: { code: 'agency_not_found' } });
  });
});

describe('what a relation can reach', () => {
  it.each([
    ['commune', ['xa-nam', 'xa-phu']],
    ['district_office', ['p-noi-vu', 'p-tnmt']],
    ['district_office:tnmt', ['p-tnmt']],
    ['receiving', ['xa-phu']],
    ['agency:mc', ['mc']],
    ['agency:nowhere', []],
    ['=x', []],
  ])('%s reaches %j', (relation, codes) => {
    expect(spring.reachable(relation)).toEqual(codes);
  });

  it('follows the day', () => {
    expect(summer.reachable('receiving')).toEqual(['mc']);
    expect(summer.reachable('agency:xa-phu')).toEqual(['xa-nam']);
  });
});

describe('people', () => {
  it('have the roles of the day at an agency', () => {
    expect(spring.rolesAt('mc')).toEqual([]);
    expect(summer.rolesAt('mc')).toEqual(['tiep-nhan']);
    expect(summer.officersAt('mc')).toEqual([{ username: 'hoa', name: 'Hoa' }]);
  });

  it('hold a lent post only while it is lent', () => {
    const lent = { agency: 'xa-nam', role: 'lanh-dao' };

    expect(spring.principal('hoa')?.positions).not.toContainEqual(lent);
    expect(on('2026-06-15').principal('hoa')?.positions).toContainEqual(lent);
  });

  it('lose a lent post when the lender does', () => {
    expect(summer.principal('hoa')?.positions).toEqual([{ agency: 'xa-phu', role: 'tiep-nhan' }, { agency: 'mc', role: 'tiep-nhan' }]);
  });

  it('are nobody without an account', () => {
    expect(spring.principal('nobody')).toBeNull();
  });
});
