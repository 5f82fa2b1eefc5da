using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.Mail;
using Xunit;

namespace PrivateLink.Tests.Portal.Mail;

public sealed class MailRoomTests
{
    [Fact]
    public void TrySend_TooManyWait_SaysThatTheLetterIsNotTaken()
    {
        using var room = new MailRoom(Options.Create(new MailOptions { Host = "mail.my-saas.example", From = "privatelink@my-saas.example" }), new FakeTimeProvider(), NullLogger<MailRoom>.Instance);

        var taken = Enumerable.Range(0, 1_500).Count(number => room.TrySend(LetterKind.Invitation, $"p{number}@my-saas.example", "Come in", "Here."));

        Assert.Equal(room.Waiting.Count, taken);
    }
}
