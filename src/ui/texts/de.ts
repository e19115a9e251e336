import type { Texts } from '../../model/texts.ts';

export const de: Texts = {
  lang: 'de',
  dir: 'ltr',
  connect: 'Bank verbinden',
  openingTitle: 'Sie werden mit Ihrer Bank verbunden\u00a0…',
  openingText: 'Eine sichere Seite wird gleich hier geöffnet.',
  close: 'Schließen',
  cancel: 'Abbrechen',
  loading: 'Eine sichere Seite wird geöffnet\u00a0…',
  leavingTitle: 'Sie werden zu einer sicheren Seite weitergeleitet\u00a0…',
  waitingTitle: 'Fahren Sie im geöffneten Fenster fort',
  waitingText: 'Sobald Sie dort fertig sind, geht es hier automatisch weiter.',
  showWindow: 'Fenster anzeigen',
  blockedTitle: 'Ihr Browser hat das Fenster blockiert',
  blockedText: 'Öffnen Sie es selbst, um fortzufahren.',
  openWindow: 'Fenster öffnen',
  detachedTitle: 'Sind Sie noch da?',
  detachedText:
    'Schließen Sie den Vorgang im anderen Fenster ab. Wenn Sie es nicht finden, öffnen Sie es erneut.',
  reopen: 'Erneut öffnen',
  stalledText: 'Wird nichts angezeigt?',
  refusedTitle: 'Das kann hier nicht angezeigt werden',
  refusedText: 'Sie können in einem neuen Fenster fortfahren.',
  continueInWindow: 'In neuem Fenster fortfahren',
  leaveTitle: 'Verlassen, ohne Ihre Bank zu verbinden?',
  leaveText: 'Sie können später neu beginnen.',
  stay: 'Bleiben',
  leave: 'Verlassen',
  problemTitle: 'Das Verbinden Ihrer Bank konnte nicht abgeschlossen werden',
  startAgain: 'Neu beginnen',
  problems: {
    session_expired: 'Die Zeit ist abgelaufen.',
    session_invalid: 'Dieser Link funktioniert nicht mehr.',
    session_used: 'Dieser Link wurde schon verwendet. Jeder Link funktioniert nur einmal.',
    session_request_failed:
      'Der Vorgang konnte nicht gestartet werden. Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut.',
    session_not_allowed: 'Der Vorgang konnte nicht gestartet werden. Melden Sie sich erneut an.',
    session_busy:
      'Unser System ist gerade stark ausgelastet. Bitte versuchen Sie es in ein paar Minuten erneut.',
    CONSENT_OTP_FAILURE: 'Das Einmalpasswort wurde nicht akzeptiert.',
    CONSENT_ENDUSER_INELIGIBLE:
      'Dort gibt es kein Konto, das verbunden werden kann. Versuchen Sie es mit einem anderen Konto oder einer anderen Bank.',
    CONSENT_TIMEOUT: 'Es hat zu lange gedauert, oder eine Seite wurde zu früh geschlossen.',
    CONSENT_UPSTREAM_PROCESSING_ERROR:
      'Ihre Bank konnte den Vorgang gerade nicht abschließen. Bitte versuchen Sie es später erneut.',
    CONSUMERDATA_PROCESSING_ERROR:
      'Der Vorgang konnte gerade nicht abgeschlossen werden. Bitte versuchen Sie es später erneut.',
    other: 'Etwas ist schiefgegangen.',
  },
};
