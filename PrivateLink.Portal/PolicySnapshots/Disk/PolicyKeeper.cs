using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>
/// Keeps the policy in force on disk, whatever the disk does: a change that cannot be kept comes into force all the same, because it may
/// close something, and <see cref="Error"/> says so until the whole policy has been written anew.
/// </summary>
public sealed partial class PolicyKeeper(PolicyFolder folder, ILogger<PolicyKeeper> logger) : IDisposable
{
    /// <summary>Changed resources that lie over the base before both are made one.</summary>
    public const int FoldAt = 1_000;

    private const string BeingWritten = "What was on disk could not be gone on with; the whole policy is being written anew.";

    private const long LongestJournal = 8 << 20;

    private readonly PolicyArchive _archive = new(folder.Path);

    /// <summary>Why the policy in force is not on disk; null while it is.</summary>
    public string? Error { get; private set; }

    /// <summary>Takes the folder for this process and reads what is in it.</summary>
    /// <exception cref="PolicyFolderInUseException">Another process has it.</exception>
    internal ArchivedPolicy Open()
    {
        try
        {
            var archived = _archive.Open();
            foreach (var damage in archived.Damage) LogDamage(damage);
            return archived;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogDamage(exception.Message);
            return ArchivedPolicy.None with { Damage = [exception.Message] };
        }
    }

    /// <summary>Keeps a change, before it comes into force.</summary>
    internal void Keep(PolicySnapshot next, IReadOnlyCollection<Guid> heldBack, IReadOnlyDictionary<Guid, ResourcePolicy?> changes)
    {
        if (_archive.TakesChanges) Try(() => _archive.Append(next, heldBack, changes));
        else Error ??= BeingWritten;
    }

    /// <summary>Whether the whole policy should be written: it has changed much, or what is on disk is not what is in force.</summary>
    internal bool WantsWhole(PolicySnapshot current) =>
        !_archive.TakesChanges || Error is not null || current.OverlaySize >= FoldAt || _archive.JournalLength >= LongestJournal;

    /// <summary>Begins to keep the policy as a whole; changes from now on are kept beside it.</summary>
    internal Generation? Begin()
    {
        Generation? generation = null;
        Try(() => generation = _archive.Begin());
        return generation;
    }

    /// <summary>Writes the policy as it was at <see cref="Begin"/>. May take as long as its size demands.</summary>
    internal void WriteWhole(Generation generation, PolicySnapshot snapshot, IReadOnlyCollection<Guid> heldBack)
    {
        if (Try(() => _archive.WriteWhole(generation, snapshot, heldBack)) && _archive.TakesChanges) Error = null;
    }

    public void Dispose() => _archive.Dispose();

    private bool Try(Action keep)
    {
        try
        {
            keep();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PolicyFolderInUseException)
        {
            Error = exception.Message;
            LogNotKept(exception);
            return false;
        }
    }

    [LoggerMessage(2004, LogLevel.Error, "The policy on disk is damaged: {Damage}")]
    private partial void LogDamage(string damage);

    [LoggerMessage(2005, LogLevel.Error, "The policy in force could not be written to disk; a restart without the database would bring back an older one")]
    private partial void LogNotKept(Exception exception);
}
