export type PermissionsOf = (duties: readonly string[]) => ReadonlySet<string>;
