/**
 * Tables without a tenant, by name; every other table of the house stands behind the wall (its keys begin with
 * `instansi`, row-level security is forced). A new one needs its reason here, and no row of a citizen's case in it.
 */
export const INSTALLATION_TABLES: Readonly<Record<string, string>> = {
  'platform.setting': 'settings of the installation',
  'platform.rate': 'counters of failed log-ins and codes; keys are hashes',
  'platform.migration': 'which migration ran',
  'organization.instansi': 'the institutions themselves',
  'organization.host': 'host name → institution, read before the tenant is known',
  'identity.account': 'a person has one account, whatever the institutions',
  'identity.credential': 'of an account',
  'identity.session': 'of an account; read before the tenant is known',
  'identity.challenge': 'a passkey ceremony between question and answer',
  'identity.api_key': 'read before the tenant is known; names its institution',
  'identity.account_case': 'my requests, over all institutions',
  'identity.account_access': 'who opened my data, over all institutions',
  'issuance.public_code': 'code below a QR → document, read before the tenant is known, one by one through a definer function; the application may only add',
  'issuance.document_hash': 'file of an issued document → document, in the same way',
  'wilayah.region': 'reference: regions of Indonesia',
  'wilayah.boundary': 'reference: outlines of regions, imported by the administrator of the installation',
};

/** Schemas of the database itself and of the job queue, which stays with the owner. */
export const FOREIGN_SCHEMAS = ['pg_catalog', 'information_schema', 'graphile_worker', 'pg_toast'] as const;
