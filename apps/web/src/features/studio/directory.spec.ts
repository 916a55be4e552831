import type { AgencyView } from '#contract';
import { firstRole, relationGroups, relationName, roleName, rolesOf } from './directory.js';

const agency = (code: string, kind: string, fn: string | null, name: string, roles: [string, string][]): AgencyView => ({
  code, name, kind, function: fn, parent: null, territory: '1', unitCode: '1', hotline: null, validFrom: '2016-01-01', validTo: null, successor: null, roles: roles.map(([role, roleName]) => ({ code: role, name: roleName })),
});

const AGENCIES = [
  agency('xa-phu', 'commune', null, 'UBND xã Khánh Phú', [['tiep-nhan', 'Công chức tiếp nhận'], ['dia-chinh', 'Địa chính']]),
  agency('ct', 'tax', null, 'Chi cục Thuế', [['chuyen-vien', 'Chuyên viên']]),
  agency('p-tnmt', 'district_office', 'tnmt', 'Phòng TN và MT', [['chuyen-vien', 'Chuyên viên'], ['truong-phong', 'Trưởng phòng']]),
];

describe('the directory of the studio', () => {
  it('offers the receiving place, kinds, functions and single agencies', () => {
    const values = relationGroups(AGENCIES, 'vi').map(({ options }) => options.map(({ value }) => value));
    expect(values[0]).toEqual(expect.arrayContaining(['receiving', 'commune', 'tax', 'district_office']));
    expect(values[1]).toEqual(['district_office:tnmt']);
    expect(values[2]).toContain('agency:xa-phu');
  });

  it('names a relation as the directory does, and leaves an expression as it is', () => {
    expect(relationName('district_office:tnmt', AGENCIES, 'vi')).toBe('Phòng TN và MT');
    expect(relationName('receiving', AGENCIES, 'en')).toBe('Where the dossier was received');
    expect(relationName('=coQuan', AGENCIES, 'vi')).toBe('=coQuan');
  });

  it('offers the roles that are held where the relation leads, all roles where that is unknown', () => {
    expect(rolesOf('tax', AGENCIES).map(({ value }) => value)).toEqual(['chuyen-vien']);
    expect(rolesOf('receiving', AGENCIES).map(({ value }) => value)).toEqual(expect.arrayContaining(['tiep-nhan', 'dia-chinh']));
    expect(rolesOf('=coQuan', AGENCIES)).toHaveLength(4);
    expect(firstRole('receiving', [...AGENCIES, agency('mc', 'one_stop_desk', null, 'Một cửa', [['tiep-nhan', 'Công chức tiếp nhận']])])).toBe('tiep-nhan');
    expect(firstRole('district_office', [])).toBe('');
    expect(roleName('truong-phong', AGENCIES)).toBe('Trưởng phòng');
  });
});
