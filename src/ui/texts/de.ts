import type { Texts } from '../../model/texts.ts';

export const de: Texts = {
  lang: 'de',
  dir: 'ltr',
  connect: 'Bank verbinden',
  openingTitle: 'Sie werden mit Ihrer Bank verbunden …',
  openingText: 'Die Seite Ihrer Bank wird gleich hier geöffnet.',
  close: 'Schließen',
  cancel: 'Abbrechen',
  loading: 'Eine sichere Seite wird geöffnet …',
  leavingTitle: 'Sie werden zu einer sicheren Seite geleitet …',
  waitingTitle: 'Weiter geht es im geöffneten Fenster',
  waitingText: 'Sobald Sie dort fertig sind, geht es hier von selbst weiter.',
  showWindow: 'Fenster zeigen',
  blockedTitle: 'Ihr Browser hat das Fenster blockiert',
  blockedText: 'Öffnen Sie es selbst, um fortzufahren.',
  openWindow: 'Fenster öffnen',
  detachedTitle: 'Sind Sie noch da?',
  detachedText:
    'Schließen Sie den Vorgang im anderen Fenster ab. Wenn Sie es nicht finden, öffnen Sie es erneut.',
  reopen: 'Erneut öffnen',
  stalledText: 'Wird nichts angezeigt?',
  refusedTitle: 'Das kann hier nicht angezeigt werden',
  refusedText: 'In einem eigenen Fenster können Sie fortfahren.',
  continueInWindow: 'In neuem Fenster fortfahren',
  leaveTitle: 'Ohne Verbindung verlassen?',
  leaveText: 'Sie können das später nachholen.',
  stay: 'Bleiben',
  leave: 'Verlassen',
  problemTitle: 'Ihre Bank konnte nicht fertig verbunden werden',
  startAgain: 'Neu beginnen',
  problems: {
    session_expired: 'Die Zeit ist abgelaufen.',
    session_invalid: 'Dieser Link funktioniert nicht mehr.',
    session_used: 'Dieser Link wurde schon verwendet; jeder gilt nur einmal.',
    session_request_failed:
      'Der Start ist nicht gelungen. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    session_not_allowed: 'Der Start ist nicht gelungen. Melden Sie sich neu an.',
    session_busy: 'Gerade ist sehr viel los. Bitte versuchen Sie es in ein paar Minuten erneut.',
    CONSENT_OTP_FAILURE: 'Das Einmalpasswort wurde nicht angenommen.',
    CONSENT_ENDUSER_INELIGIBLE:
      'Dort gibt es kein Konto, das verbunden werden kann. Ein anderes Konto oder eine andere Bank geht vielleicht.',
    CONSENT_TIMEOUT: 'Es hat zu lange gedauert, oder eine Seite wurde zu früh geschlossen.',
    CONSENT_UPSTREAM_PROCESSING_ERROR:
      'Ihre Bank konnte den Vorgang gerade nicht abschließen. Bitte versuchen Sie es später erneut.',
    CONSUMERDATA_PROCESSING_ERROR:
      'Der Vorgang konnte gerade nicht abgeschlossen werden. Bitte versuchen Sie es später erneut.',
    other: 'Etwas ist schiefgegangen.',
  },
};
