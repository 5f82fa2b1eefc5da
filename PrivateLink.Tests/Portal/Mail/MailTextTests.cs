using PrivateLink.Portal.Mail;
using Xunit;

namespace PrivateLink.Tests.Portal.Mail;

/// <summary>User-supplied text in mail: on one line, in reading order.</summary>
public sealed class MailTextTests
{
    [Theory]
    [InlineData("plain words, Größe, 日本", "plain words, Größe, 日本")]
    [InlineData("a\r\nBcc: b@example.org", "a  Bcc: b@example.org")]
    [InlineData("a\u2028b\u2029c\u0085d", "a b c d")]
    [InlineData("host\u202emoc.live\u202c", "host moc.live ")]
    [InlineData("in\u200bvisible\ufeff\u2066", "in visible  ")]
    public void OneLine_IsOneLineInItsOwnOrder(string text, string expected) => Assert.Equal(expected, MailText.OneLine(text));
}
