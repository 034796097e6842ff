# For a tap of your own, with the release's sdist beside it:
#
#   brew tap-new --no-git you/hpreader
#   cp packaging/brew/hpreader.rb hpreader-0.1.0.tar.gz "$(brew --repository you/hpreader)/Formula/"
#   brew install you/hpreader/hpreader
#
# pip fetches the dependencies while it installs, as pipx does: a formula of Homebrew's own would have to
# name the address of each of them.
class Hpreader < Formula
  include Language::Python::Virtualenv

  desc "Keyboard-driven reader of Vietnamese news for the terminal"
  url "file://#{__dir__}/hpreader-0.1.0.tar.gz"
  license "MIT"

  depends_on "python@3.13"

  def install
    virtualenv_create(libexec, "python3.13")
    system "python3.13", "-m", "pip", "--python=#{libexec}/bin/python", "install", "#{buildpath}[pdf]"
    bin.install_symlink libexec/"bin/hpreader"
    man1.install_symlink libexec/"share/man/man1/hpreader.1"
    (man/"vi/man1").install_symlink libexec/"share/man/vi/man1/hpreader.1"
    bash_completion.install_symlink libexec/"share/bash-completion/completions/hpreader"
    zsh_completion.install_symlink libexec/"share/zsh/site-functions/_hpreader"
    fish_completion.install_symlink libexec/"share/fish/vendor_completions.d/hpreader.fish"
  end

  service do
    run [opt_bin/"hpreader", "sync", "--quiet"]
    run_type :interval
    interval 1800
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/hpreader --version")
    # 3: nothing is there yet, and no network is asked for.
    assert_match "hpreader", shell_output("#{bin}/hpreader --offline show 1 2>&1", 3)
  end
end
