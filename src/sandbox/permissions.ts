const DEFAULT_PERMISSIONS = ['accounts', 'balances', 'transactions'];

/** The requested permissions, or the account's default set. */
export function grantedPermissions(asked: readonly string[]): readonly string[] {
  return asked.length > 0 ? asked : DEFAULT_PERMISSIONS;
}
