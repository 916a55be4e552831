import type { Vocabulary } from './vocabulary.js';

const agency = (relation: string, vi: string, ...roles: string[]) => ({ relation, names: [{ vi, en: vi }], roles });
const role = (code: string, vi: string) => ({ code, names: [{ vi, en: vi }] });

/** Names of a district as its directory has them. */
export const district: Vocabulary = {
  agencies: [
    agency('receiving', 'Cơ quan tiếp nhận', 'tiep-nhan'),
    agency('commune', 'UBND cấp xã', 'dia-chinh', 'lanh-dao', 'tiep-nhan', 'tu-phap-ho-tich'),
    agency('district_office:tnmt', 'Phòng Tài nguyên và Môi trường huyện Khánh Vĩnh', 'chuyen-vien', 'lanh-dao'),
    agency('district_office:van-hoa-thong-tin', 'Phòng Văn hóa và Thông tin huyện Khánh Vĩnh', 'chuyen-vien', 'lanh-dao'),
    agency('land_registry', 'Chi nhánh Văn phòng Đăng ký đất đai huyện Khánh Vĩnh', 'chuyen-vien', 'lanh-dao'),
    agency('tax', 'Chi cục Thuế huyện Khánh Vĩnh', 'chuyen-vien', 'lanh-dao'),
    agency('police_commune', 'Công an cấp xã', 'cong-an-xa', 'lanh-dao'),
    agency('police_district', 'Công an huyện Khánh Vĩnh', 'lanh-dao', 'tra-cuu-tang-thu'),
    agency('leadership', 'Ủy ban nhân dân huyện Khánh Vĩnh', 'lanh-dao'),
    agency('agency:xa-khanh-phu', 'Ủy ban nhân dân xã Khánh Phú', 'dia-chinh', 'lanh-dao', 'tiep-nhan', 'tu-phap-ho-tich'),
  ],
  roles: [
    role('tiep-nhan', 'Tiếp nhận và trả kết quả'), role('lanh-dao', 'Lãnh đạo'), role('tu-phap-ho-tich', 'Công chức Tư pháp – Hộ tịch'), role('dia-chinh', 'Công chức Địa chính'),
    role('cong-an-xa', 'Công an xã'), role('tra-cuu-tang-thu', 'Cán bộ tra cứu tàng thư'), role('chuyen-vien', 'Chuyên viên'),
  ],
};

export const directoryOf = ({ agencies }: Vocabulary) => ({
  reachable: (relation: string): string[] => (agencies.some((one) => one.relation === relation) ? [relation] : []),
  hasRole: (code: string, held: string): boolean => agencies.find((one) => one.relation === code)?.roles.includes(held) ?? false,
});
