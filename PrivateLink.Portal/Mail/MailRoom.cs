using System.Threading.Channels;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using PrivateLink.Engine.Background;

namespace PrivateLink.Portal.Mail;

/// <summary>
/// Sends mail when a server is configured, in the background: nobody waits for it, and nobody learns from the time an answer takes whether
/// there was something to send. Mail that cannot be sent after three attempts is given up and logged without its text, which holds links.
/// </summary>
public sealed partial class MailRoom(IOptions<MailOptions> options, TimeProvider time, ILogger<MailRoom> logger)
    : SupervisedService(time, logger)
{
    private const int MostWaiting = 1_000;
    private const int Attempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Of a full channel that drops, TryWrite would still say that it has the letter; of one that waits it says no, and nobody waits.
    private readonly Channel<Letter> _letters = Channel.CreateBounded<Letter>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait });

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private readonly MailPace _pace = new(time);

    public bool IsOpen => options.Value.Host is not null;

    /// <summary>What waits to be sent.</summary>
    internal ChannelReader<Letter> Waiting => _letters.Reader;

    /// <summary>Hands a letter over; false when there is no server, when the address has had enough of the kind for now, or when too many wait already.</summary>
    public bool TrySend(LetterKind kind, string to, string subject, string text) => IsOpen && _pace.TryTake(kind, to) && _letters.Writer.TryWrite(new(to, subject, text));

    /// <summary>Sends a letter while the caller waits, for what is kept until the server has taken it.</summary>
    /// <param name="to">The address.</param>
    /// <param name="subject">A line.</param>
    /// <param name="text">The rest.</param>
    /// <param name="id">The same for every attempt: it becomes the Message-ID, by which mail systems know a copy.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether the server took it.</returns>
    internal Task<bool> TrySendNowAsync(string to, string subject, string text, Guid id, CancellationToken cancellationToken) =>
        TrySendAsync(new(to, subject, text) { Id = id }, attempt: 1, cancellationToken);

    protected override IEnumerable<BackgroundLoop> Loops => [new("Sending mail", SendAllAsync)];

    private async Task SendAllAsync(CancellationToken stoppingToken)
    {
        await foreach (var letter in _letters.Reader.ReadAllAsync(stoppingToken))
            for (var attempt = 1; attempt <= Attempts && !await TrySendAsync(letter, attempt, stoppingToken); attempt++)
                if (attempt < Attempts)
                    await Task.Delay(Pause, _time, stoppingToken);
    }

    private async Task<bool> TrySendAsync(Letter letter, int attempt, CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(Patience);
        try
        {
            var settings = options.Value;
            using var message = new MimeMessage();
            message.From.Add(MailboxAddress.Parse(settings.From!));
            message.To.Add(new MailboxAddress("", letter.To));
            if (letter.Id is { } id) message.MessageId = $"{id:N}@{message.From.Mailboxes.First().Domain}";
            message.Subject = letter.Subject;
            message.Body = new TextPart("plain") { Text = letter.Text };

            using var server = new SmtpClient();
            await server.ConnectAsync(settings.Host!, settings.Port, SecurityOf(settings), patience.Token);
            if (settings.User is not null) await server.AuthenticateAsync(settings.User, settings.Password!, patience.Token);
            await server.SendAsync(message, patience.Token);
            await server.DisconnectAsync(quit: true, patience.Token);
            return true;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotSent(exception, letter.Subject, attempt, Attempts);
            return false;
        }
    }

    private static SecureSocketOptions SecurityOf(MailOptions settings) => settings switch
    {
        { Tls: true } => SecureSocketOptions.SslOnConnect,
        { AllowPlain: true } => SecureSocketOptions.StartTlsWhenAvailable,
        _ => SecureSocketOptions.StartTls,
    };

    [LoggerMessage(2400, LogLevel.Warning, "Mail '{Subject}' could not be sent (attempt {Attempt} of {Attempts})")]
    private partial void LogNotSent(Exception exception, string subject, int attempt, int attempts);

    internal sealed record Letter(string To, string Subject, string Text)
    {
        /// <summary>Names the message; null for one that is sent from here alone.</summary>
        public Guid? Id { get; init; }

        /// <summary>Never the text: it holds one-time links.</summary>
        public override string ToString() => Subject;
    }
}
