import type { Agency, Directory } from '#access';
import { type Vocabulary, relationNames } from '#bpmn';
import type { Text } from '#kernel';

/** What the directory calls agencies and roles, as ISO tables are written and read with it. */
export function vocabularyOf(directory: Directory): Vocabulary {
  const agencies = directory.list();
  const known = (relation: string, names: readonly Text[]) => ({ relation, names, roles: sharedRoles(directory, relation) });
  const kinds = [...Map.groupBy(agencies, ({ kind }) => kind)].flatMap(([kind, members]) => {
    const functions = [...Map.groupBy(members.filter((one) => one.function !== null), ({ function: does }) => does)];
    return [
      ...functions.map(([does, own]) => known(`${kind}:${does}`, own.map(({ name }) => name))),
      ...(functions.length === 0 ? [known(kind, [...relationNames(kind), ...namesOfOnly(members)])] : []),
    ];
  });
  const single = agencies.filter(({ kind, function: does }) => does === null && agencies.filter((other) => other.kind === kind).length > 1);
  return {
    agencies: [known('receiving', relationNames('receiving')), ...kinds, ...single.map(({ code, name }) => known(`agency:${code}`, [name]))],
    roles: [...new Set(agencies.flatMap(({ code }) => directory.rolesAt(code)))].map((code) => ({ code, names: namesOfRole(directory, code) })),
  };
}

const namesOfOnly = (agencies: readonly Agency[]): Text[] => (agencies.length === 1 ? agencies.map(({ name }) => name) : []);

const namesOfRole = (directory: Directory, code: string): Text[] => {
  const role = directory.role(code);
  return role ? [role.name] : [{ vi: code, en: code }];
};

/** Roles that every agency has which the relation can mean. */
function sharedRoles(directory: Directory, relation: string): string[] {
  const [first = [], ...others] = directory.reachable(relation).map((code) => directory.rolesAt(code));
  return first.filter((role) => others.every((roles) => roles.includes(role)));
}
