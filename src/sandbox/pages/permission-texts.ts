import { grantedPermissions } from '../permissions.ts';

const texts: Readonly<Record<string, string>> = {
  accounts: 'Account names and types',
  balances: 'Account balances',
  transactions: 'Transactions and their details',
  'bank:accounts.basic:read': 'Account names and types',
  'bank:accounts.detail:read': 'Account numbers and features',
  'bank:transactions:read': 'Transactions and their details',
  'common:customer.basic:read': 'Your name and occupation',
  'common:customer.detail:read': 'Your name and contact details',
};

/** What a user reads of the permissions asked for; one that nobody explained is shown as it came. */
export function permissionTexts(permissions: readonly string[]): readonly string[] {
  const granted = grantedPermissions(permissions);
  return [...new Set(granted.map((one) => (Object.hasOwn(texts, one) ? texts[one] : undefined) ?? one))];
}
