using System.Threading.Channels;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using PrivateLink.Engine.Background;

namespace PrivateLink.Portal.Mail;

/// <summary>
/// Sends mail in the background, if a server is configured. Callers do not wait, so the response time does not reveal whether there was mail to send.
/// After three failed attempts, mail is dropped and logged without its text, which contains links.
/// </summary>
public sealed partial class MailRoom(IOptions<MailOptions> options, TimeProvider time, ILogger<MailRoom> logger)
    : SupervisedService(time, logger)
{
    private const int MostWaiting = 1_000;
    private const int Attempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // In Wait mode, TryWrite returns false when the channel is full, and no caller waits. In the drop modes, it would return true.
    private readonly Channel<Letter> _letters = Channel.CreateBounded<Letter>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait });

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private readonly MailPace _pace = new(time);

    public bool IsOpen => options.Value.Host is not null;

    /// <summary>The letters that wait to be sent.</summary>
    internal ChannelReader<Letter> Waiting => _letters.Reader;

    /// <summary>Queues a letter. Returns false without a server, beyond the address's limit for the kind, or if too many letters wait.</summary>
    public bool TrySend(LetterKind kind, string to, string subject, string text) => IsOpen && _pace.TryTake(kind, to) && _letters.Writer.TryWrite(new(to, subject, text));

    /// <summary>Sends a letter while the caller waits, for letters that the caller stores until the server has accepted them.</summary>
    /// <param name="to">The address.</param>
    /// <param name="subject">The subject line.</param>
    /// <param name="text">The text.</param>
    /// <param name="id">The same for every attempt. It becomes the Message-ID, by which mail systems recognise copies.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>Whether the server accepted it.</returns>
    internal Task<bool> TrySendNowAsync(string to, string subject, string text, Guid id, CancellationToken cancellationToken) =>
        TrySendAsync(new(to, subject, text) { Id = id }, attempt: 1, cancellationToken);

    /// <inheritdoc/>
    protected override bool IsOwnWork => true;

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
        /// <summary>The ID of the message; null for a message that is not stored elsewhere.</summary>
        public Guid? Id { get; init; }

        /// <summary>Never contains the text, because that has one-time links.</summary>
        public override string ToString() => Subject;
    }
}
