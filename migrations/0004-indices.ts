import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a million rows need that a thousand do not: indices, and the marks by which a trace goes on where its cause has ended. */
export class Indices1763800000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [TRACES, UPKEEP, LISTS, SEARCH]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Never taken back: the program before it works with the indices, too.');
  }
}

/** W3C traceparent of the transaction that wrote the row; null without a collector. */
const TRACES = `
alter table wakeup add column trace text;
alter table outbox add column trace text;
alter table job add column trace text;
`;

/** By which upkeep finds what is over, oldest first. */
const UPKEEP = `
create index wakeup_over on wakeup (created_at) where state <> 'pending';
create index outbox_over on outbox (delivered_at) where delivered_at is not null;
create index job_over on job (ended_at) where ended_at is not null;
create index command_key_created on command_key (created_at);
create index session_expires on session (expires_at);
create index message_buffer_over on message_buffer (ended_at) where ended_at is not null;
`;

/** Pages that go by instants, and the answer to who has to do with a dossier. The two columns of a post are one key, so that it can stand beside the account's. */
const LISTS = `
create index deadline_due on deadline (due_at, id);
create index deadline_agency on deadline (agency, due_at, id);
create index task_agency on task (agency, dossier);
create index leg_agency on leg (agency, dossier);
create index notice_post on notice ((agency || ' ' || role), created_at desc);
drop index notice_agency;
`;

/** Vietnamese letters and what they are searched as, one for one. The database's own lower() and unaccent depend on how it was set up. */
const LETTERS =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪ' +
  'īĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǦǧǨǩǪǫǬǭǰǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋ' +
  'ȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗ' +
  'ṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổ' +
  'ỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ';
const PLAIN =
  'abcdefghijklmnopqrstuvwxyzaaaaaaceeeeiiiinooooouuuuyaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddddeeeeeeeeeegggggggghhiii' +
  'iiiiiijjkkllllllnnnnnnoooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzzoouuaaiioouuuuuuuuuuaaaaggkkoooojggnnaaaaaaeeeeiiii' +
  'oooorrrruuuusstthhaaeeooooooooyyaabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppp' +
  'rrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooo' +
  'oooooooooooooouuuuuuuuuuuuuuyyyyyyyy';

/** Any part of a code, and of a name without its accents. The extension is part of PostgreSQL; its schema is apart from the product's. */
const SEARCH = `
create schema if not exists extensions;
create extension if not exists pg_trgm schema extensions;
create function search_text(written text) returns text language sql immutable parallel safe
  return translate(normalize(written, NFC), '${LETTERS}', '${PLAIN}');
create index dossier_search on dossier using gin (lower(code) extensions.gin_trgm_ops, search_text(applicant ->> 'name') extensions.gin_trgm_ops);
`;
