using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>Handles single keys anywhere on the page, except while the person types or a dialog is open. Renders nothing.</summary>
public sealed class KeyListener : ListeningComponent
{
    /// <summary>The keys, by their names in the browser.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Keys { get; set; } = [];

    [Parameter]
    public EventCallback<string> OnKey { get; set; }

    [JSInvokable]
    public Task OnKeyAsync(string key) => AnswerAsync(() => OnKey.InvokeAsync(key));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await ListenAsync("keys", Keys);
    }
}
