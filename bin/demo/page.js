const place = document.querySelector('#outcome');
for (const name of ['consent-success', 'consent-cancel', 'consent-error'])
  document.addEventListener(name, ({ detail }) => {
    place.textContent = JSON.stringify(detail, null, 2);
  });
