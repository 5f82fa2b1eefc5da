using System.Globalization;

namespace PrivateLink.Portal.Succession;

/// <summary>A process from before a take-over. Its number alone may be reused after it ended, so the time of its start belongs to it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="StartedAt">When it started, in the kernel's ticks since the machine started.</param>
internal sealed record ElderProcess(int Id, long StartedAt)
{
    private const int StartOfState = 3;
    private const int StartTime = 22;

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => Of(Id)?.StartedAt == StartedAt;

    /// <returns>Null if no such process runs.</returns>
    public static ElderProcess? Of(int id)
    {
        try
        {
            // The second field is the program's name, which may contain spaces and brackets.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new(id, long.Parse(fields[StartTime - StartOfState], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
