using PrivateLink.Portal.Files;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>The intact content of a journal.</summary>
internal sealed class JournalContent
{
    private readonly List<JournalStep> _steps = [];

    private JournalContent(byte[] chain) => Chain = chain;

    /// <summary>The last step before the first one in this journal. Null if even that is unreadable.</summary>
    public long? Sequence { get; private set; }

    public IReadOnlyList<JournalStep> Steps => _steps;

    /// <summary>Whether the journal says that it continues in the next file.</summary>
    public bool IsContinued { get; private set; }

    /// <summary>Whether the file has the previous format. Such files are read but never continued.</summary>
    public bool IsEarlier { get; private set; }

    /// <summary>Why nothing after the last step is trusted. Null if the journal is intact.</summary>
    public string? Damage { get; private set; }

    public byte[] Chain { get; private set; }

    /// <summary>The length of the intact part.</summary>
    public long Length { get; private set; }

    public static JournalContent Read(string path, SharedParts shared)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: PolicyJournal.Block);
        return Read(file, shared);
    }

    /// <param name="file">The file, positioned at its beginning.</param>
    /// <param name="shared">The parts that its resources share with others.</param>
    public static JournalContent Read(Stream file, SharedParts shared)
    {
        var content = new JournalContent(ChainedFrames.Start(PolicyJournal.Title));
        try
        {
            content.Damage = content.ReadTo(file, shared);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or ArgumentException)
        {
            content.Damage = exception.Message;
        }

        return content;
    }

    /// <returns>The fault after the intact part.</returns>
    private string? ReadTo(Stream file, SharedParts shared)
    {
        if (!ChainedFrames.HasTitle(file, PolicyJournal.Title, PolicyJournal.EarlierTitle, out var isEarlier)) return "it does not begin as a journal does";
        IsEarlier = isEarlier;
        if (isEarlier) Chain = ChainedFrames.Start(PolicyJournal.EarlierTitle);
        for (var chain = Chain; ;)
        {
            if (!ChainedFrames.TryRead(file, ref chain, out var payload)) return "a change is cut short or altered";
            if (payload.Length == 0) return HasCleanTail(file) ? null : "its end is cut off or overwritten";
            var frame = new PolicyRecordReader(payload, shared, isEarlier);
            Take(frame);
            frame.ExpectEnd();
            Chain = chain;
            Length = file.Position;
        }
    }

    private void Take(PolicyRecordReader frame)
    {
        var kind = frame.Kind();
        if (IsContinued || (kind == FrameKind.Start) != (Sequence is null)) throw new InvalidDataException("its parts are not in order");
        switch (kind)
        {
            case FrameKind.Start:
                Sequence = frame.Number();
                break;
            case FrameKind.Change:
                _steps.Add(new JournalStep(frame.Record(), frame.Resources(), frame.Keys()));
                break;
            case FrameKind.Continued:
                IsContinued = true;
                break;
            default:
                throw new InvalidDataException("a part of it is of a kind that is not known");
        }
    }

    private bool HasCleanTail(Stream file)
    {
        if (Sequence is null || file.Length % PolicyJournal.Block != 0) return false;
        Span<byte> rest = stackalloc byte[4096];
        for (int read; (read = file.Read(rest)) > 0;)
            if (rest[..read].ContainsAnyExcept((byte)0)) return false;
        return true;
    }
}

/// <summary>One step of a journal.</summary>
internal sealed record JournalStep(PolicyRecord Record, IReadOnlyList<ResourcePolicy> Resources, IReadOnlyList<Guid> Removed);
