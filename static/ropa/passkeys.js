// Says on the page what went wrong with a passkey; allauth's script only writes it to the console.
document.addEventListener('allauth.error', function (event) {
  event.preventDefault()
  const problem = document.querySelector('.passkey-problem')
  problem.hidden = false
  problem.scrollIntoView()
})
