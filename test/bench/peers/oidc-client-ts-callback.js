import { UserManager } from 'oidc-client-ts';

const settings = { authority: location.origin, client_id: 'bench', redirect_uri: location.href };
void new UserManager(settings).signinPopupCallback();
