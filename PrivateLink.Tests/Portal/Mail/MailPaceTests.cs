using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.Mail;
using Xunit;

namespace PrivateLink.Tests.Portal.Mail;

public class MailPaceTests
{
    [Fact]
    public void TryTake_OneAddress_HasAShareOfEachHour()
    {
        var time = new FakeTimeProvider();
        var pace = new MailPace(time);

        for (var letter = 1; letter <= MailPace.LettersAnHour; letter++) Assert.True(pace.TryTake(LetterKind.Invitation, "ada@example.org"));

        Assert.False(pace.TryTake(LetterKind.Invitation, "ADA@example.org"));
        Assert.True(pace.TryTake(LetterKind.Invitation, "gus@example.org"));
        Assert.True(pace.TryTake(LetterKind.NewPlace, "ada@example.org")); // requests for other mail do not delay the warning
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(pace.TryTake(LetterKind.Invitation, "ada@example.org"));
    }
}
